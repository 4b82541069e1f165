@NullMarked
package io.marcado.identity.accounts.passwords;

import org.jspecify.annotations.NullMarked;
