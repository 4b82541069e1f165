@NullMarked
package io.marcado.identity.accounts.codes;

import org.jspecify.annotations.NullMarked;
