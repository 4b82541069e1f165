@NullMarked
package io.marcado.local.template;

import org.jspecify.annotations.NullMarked;
