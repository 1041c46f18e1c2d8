# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# One set of flags for every target of ours; third-party headers are system headers and stay quiet.
add_library(headroom_flags INTERFACE)
target_compile_options(headroom_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(headroom_flags INTERFACE
        -Wno-restrict # false alarms on "literal" + std::string (GCC bug 105651)
        -Wno-stringop-overflow) # and on std::vector::insert of a range (GCC bug 107852)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(headroom_flags INTERFACE
        -Wno-subobject-linkage # meant for headers; sources are included too
        -Wshadow=local) # what shadows a name of another source does not matter
endif()
if(HEADROOM_WERROR)
    target_compile_options(headroom_flags INTERFACE -Werror)
endif()
if(HEADROOM_SANITIZE)
    target_compile_options(headroom_flags INTERFACE -fsanitize=${HEADROOM_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(headroom_flags INTERFACE -fsanitize=${HEADROOM_SANITIZE})
    if(HEADROOM_SANITIZE MATCHES "undefined")
        target_compile_options(headroom_flags INTERFACE -fno-sanitize-recover=undefined)
    endif()
endif()
# Windows and commands wait for people and disks: what has to be fast is in core.
add_library(headroom_patient INTERFACE)
target_compile_options(headroom_patient INTERFACE $<$<CONFIG:Release>:-O1>)
