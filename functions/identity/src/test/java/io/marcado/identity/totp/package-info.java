@NullMarked
package io.marcado.identity.totp;

import org.jspecify.annotations.NullMarked;
