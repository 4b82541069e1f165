/** How long a function's first answer takes, from its own jar in a JVM of its own. */
@NullMarked
package io.marcado.bench.coldstart;

import org.jspecify.annotations.NullMarked;
