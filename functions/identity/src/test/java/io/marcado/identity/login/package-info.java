@NullMarked
package io.marcado.identity.login;

import org.jspecify.annotations.NullMarked;
