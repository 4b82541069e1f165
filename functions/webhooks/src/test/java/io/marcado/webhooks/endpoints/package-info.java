@NullMarked
package io.marcado.webhooks.endpoints;

import org.jspecify.annotations.NullMarked;
