@NullMarked
package io.marcado.platform.aws;

import org.jspecify.annotations.NullMarked;
