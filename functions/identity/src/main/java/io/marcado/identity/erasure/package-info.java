/** How a person's account is erased, and which erasures are under way. */
@NullMarked
package io.marcado.identity.erasure;

import org.jspecify.annotations.NullMarked;
