/** Registration, login and sessions through the gateway. */
@NullMarked
package io.marcado.local.app.identity;

import org.jspecify.annotations.NullMarked;
