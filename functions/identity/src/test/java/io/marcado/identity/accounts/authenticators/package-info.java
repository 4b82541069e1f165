@NullMarked
package io.marcado.identity.accounts.authenticators;

import org.jspecify.annotations.NullMarked;
