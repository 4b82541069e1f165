/** The webhooks of a business: where it wants to be told what, and the secrets that sign it. */
@NullMarked
package io.marcado.webhooks.endpoints;

import org.jspecify.annotations.NullMarked;
