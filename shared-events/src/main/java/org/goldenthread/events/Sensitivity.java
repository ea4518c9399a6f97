package org.goldenthread.events;

/** How closely a record is held (domain 0.9). */
public enum Sensitivity { STANDARD, SENSITIVE, RESTRICTED, SEALED }
