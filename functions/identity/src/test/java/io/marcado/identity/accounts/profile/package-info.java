@NullMarked
package io.marcado.identity.accounts.profile;

import org.jspecify.annotations.NullMarked;
