/** People prove who they are: registration, login, sessions. */
@NullMarked
package io.marcado.identity;

import org.jspecify.annotations.NullMarked;
