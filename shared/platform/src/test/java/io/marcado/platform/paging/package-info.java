@NullMarked
package io.marcado.platform.paging;

import org.jspecify.annotations.NullMarked;
