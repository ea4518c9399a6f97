/** The local run's own sign-in: OpenID Connect with one demo person per role. */
@NullMarked
package org.goldenthread.infra.signin;

import org.jspecify.annotations.NullMarked;
