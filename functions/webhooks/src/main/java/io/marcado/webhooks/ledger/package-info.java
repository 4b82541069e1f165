/** What has happened lately, kept so that it can be told again. */
@NullMarked
package io.marcado.webhooks.ledger;

import org.jspecify.annotations.NullMarked;
