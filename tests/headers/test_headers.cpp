// The file that the unit tests' precompiled headers belong to (tests/CMakeLists.txt): CMake makes them for a target
// with a source of its own. Nothing of it is linked.
#include "base/diagnostic.h"
