# landform_precompile(TARGET HEADERS...): compiles the standard headers that nearly every file needs, and HEADERS, once
# for TARGET. landform_precompiled_by(HOLDER TARGETS...): the same headers for TARGETS. Both do nothing without
# LANDFORM_PRECOMPILE. The presets dev, asan and release set it; tidy and fuzz do not, and so prove that each file includes
# what it needs.
set(landform_standard_headers
    <algorithm> <array> <charconv> <compare> <concepts> <cstddef> <cstdint> <cstdlib> <deque> <functional> <iterator>
    <limits> <map> <memory> <optional> <set> <span> <string> <string_view> <tuple> <unordered_map> <unordered_set>
    <utility> <variant> <vector>)

if(LANDFORM_PRECOMPILE AND CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PROJECT_SOURCE_DIR}/cmake/compile_cached ${CMAKE_CXX_COMPILER_LAUNCHER})
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  else()
    add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
  endif()
endif()

function(landform_precompile target)
  if(LANDFORM_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${landform_standard_headers} ${ARGN})
  endif()
endfunction()

function(landform_precompiled_by holder)
  if(LANDFORM_PRECOMPILE)
    foreach(target ${ARGN})
      target_precompile_headers(${target} REUSE_FROM ${holder})
    endforeach()
  endif()
endfunction()
