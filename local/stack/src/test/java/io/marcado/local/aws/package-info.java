@NullMarked
package io.marcado.local.aws;

import org.jspecify.annotations.NullMarked;
