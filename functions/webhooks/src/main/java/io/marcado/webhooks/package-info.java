/** Webhooks: tells the servers of a business what happens. */
@NullMarked
package io.marcado.webhooks;

import org.jspecify.annotations.NullMarked;
