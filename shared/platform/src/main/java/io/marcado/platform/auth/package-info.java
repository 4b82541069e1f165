/** Who is calling, and who may call. */
@NullMarked
package io.marcado.platform.auth;

import org.jspecify.annotations.NullMarked;
