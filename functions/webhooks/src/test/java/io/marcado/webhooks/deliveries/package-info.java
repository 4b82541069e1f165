@NullMarked
package io.marcado.webhooks.deliveries;

import org.jspecify.annotations.NullMarked;
