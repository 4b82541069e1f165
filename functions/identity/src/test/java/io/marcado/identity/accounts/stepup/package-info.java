@NullMarked
package io.marcado.identity.accounts.stepup;

import org.jspecify.annotations.NullMarked;
