/** What is sent to each webhook, how often it is tried, and what came of it. */
@NullMarked
package io.marcado.webhooks.deliveries;

import org.jspecify.annotations.NullMarked;
