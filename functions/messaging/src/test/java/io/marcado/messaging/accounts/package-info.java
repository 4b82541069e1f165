@NullMarked
package io.marcado.messaging.accounts;

import org.jspecify.annotations.NullMarked;
