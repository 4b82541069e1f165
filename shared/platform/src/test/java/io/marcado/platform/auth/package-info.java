@NullMarked
package io.marcado.platform.auth;

import org.jspecify.annotations.NullMarked;
