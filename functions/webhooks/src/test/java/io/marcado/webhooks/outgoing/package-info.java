@NullMarked
package io.marcado.webhooks.outgoing;

import org.jspecify.annotations.NullMarked;
