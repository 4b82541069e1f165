@NullMarked
package io.marcado.local.dynamodb;

import org.jspecify.annotations.NullMarked;
