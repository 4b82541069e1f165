/** Erases what is kept of one person, whatever stops it on the way. */
@NullMarked
package io.marcado.privacy.erasure;

import org.jspecify.annotations.NullMarked;
