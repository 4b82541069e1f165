@NullMarked
package io.marcado.site;

import org.jspecify.annotations.NullMarked;
