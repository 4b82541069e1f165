/** The effects of an attacker's floods at the limits of a deployment. */
@NullMarked
package io.marcado.bench.floods;

import org.jspecify.annotations.NullMarked;
