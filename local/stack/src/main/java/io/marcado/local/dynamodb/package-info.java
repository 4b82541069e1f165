/** Amazon's DynamoDB Local, with the table of template.yaml. */
@NullMarked
package io.marcado.local.dynamodb;

import org.jspecify.annotations.NullMarked;
