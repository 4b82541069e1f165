/** Parts of lists: what is asked for, what is found, and where it goes on. */
@NullMarked
package io.marcado.platform.paging;

import org.jspecify.annotations.NullMarked;
