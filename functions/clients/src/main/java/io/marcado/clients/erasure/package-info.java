/** Erases what is kept of one person, whatever stops it on the way. */
@NullMarked
package io.marcado.clients.erasure;

import org.jspecify.annotations.NullMarked;
