# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Run after a test is linked: asks it for its data rows and writes one CTest for each, with every function that has the
# row; what has no rows stays together under the test's own name.
#   cmake -DNAME= -DTEST= -DCASE= -DOUT= -DPATIENCE= -DENVIRONMENT= -P rowtests.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen ${TEST} ${CASE} -datatags
    OUTPUT_VARIABLE listing RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${NAME} does not list its rows: ${status}")
endif()
string(REGEX REPLACE "\n$" "" listing "${listing}")
string(REPLACE ";" "\\;" listing "${listing}")
string(REPLACE "\n" ";" lines "${listing}")
set(tags "")
set(plain "")
foreach(line IN LISTS lines)
    if(line MATCHES "^[^ ]+ ([^ ]+) (.+)$")
        string(MAKE_C_IDENTIFIER "${CMAKE_MATCH_2}" key)
        if(NOT "${CMAKE_MATCH_2}" IN_LIST tags)
            list(APPEND tags "${CMAKE_MATCH_2}")
        endif()
        string(APPEND functions_${key} " [==[${CMAKE_MATCH_1}:${CMAKE_MATCH_2}]==]")
    elseif(line MATCHES "^[^ ]+ ([^ ]+)$")
        string(APPEND plain " ${CMAKE_MATCH_1}")
    endif()
endforeach()

set(script "")
macro(one title arguments)
    string(APPEND script "add_test([==[${title}]==] [==[${TEST}]==] ${CASE}${arguments})\n"
        "set_tests_properties([==[${title}]==] PROPERTIES TIMEOUT ${PATIENCE} ENVIRONMENT [==[${ENVIRONMENT}]==])\n")
endmacro()
foreach(tag IN LISTS tags)
    string(MAKE_C_IDENTIFIER "${tag}" key)
    one("${NAME}/${tag}" "${functions_${key}}")
endforeach()
if(plain)
    one("${NAME}" "${plain}")
endif()
file(WRITE ${OUT} "${script}")
