/** Messages about accounts that wait to be sent, for the capability that sends them. */
@NullMarked
package io.marcado.identity.published.deliveries;

import org.jspecify.annotations.NullMarked;
