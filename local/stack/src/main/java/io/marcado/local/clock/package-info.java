/** The clock that every function, schedule and expiry of the local stack sees. */
@NullMarked
package io.marcado.local.clock;

import org.jspecify.annotations.NullMarked;
