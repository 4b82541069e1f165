@NullMarked
package io.marcado.local.sqs;

import org.jspecify.annotations.NullMarked;
