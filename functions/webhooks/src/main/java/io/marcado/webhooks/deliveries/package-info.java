/** The deliveries to each webhook, their tries and their outcomes. */
@NullMarked
package io.marcado.webhooks.deliveries;

import org.jspecify.annotations.NullMarked;
