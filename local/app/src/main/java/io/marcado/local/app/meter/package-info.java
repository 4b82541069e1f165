/** What requests to the table cost, by the formulas that DynamoDB publishes. */
@NullMarked
package io.marcado.local.app.meter;

import org.jspecify.annotations.NullMarked;
