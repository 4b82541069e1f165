@NullMarked
package io.marcado.identity.accounts.channels;

import org.jspecify.annotations.NullMarked;
