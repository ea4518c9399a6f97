/** Looking after the right to see a record: who may, who is kept from it, who looked, what waits for review, and auditors' samples. */
@NullMarked
package org.goldenthread.query.stewardship;

import org.jspecify.annotations.NullMarked;
