/** How often people may try to prove who they are, and how many codes are sent for it. */
@NullMarked
package io.marcado.identity.accounts.limits;

import org.jspecify.annotations.NullMarked;
