/** The endpoint by which people erase themselves, as far as it is about their account. */
@NullMarked
package io.marcado.identity.published.erasure;

import org.jspecify.annotations.NullMarked;
