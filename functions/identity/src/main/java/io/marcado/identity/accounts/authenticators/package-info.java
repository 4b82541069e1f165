/** How people who work at a business set up an authenticator app, and get rid of it. */
@NullMarked
package io.marcado.identity.accounts.authenticators;

import org.jspecify.annotations.NullMarked;
