# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Every outside library, found in one place. All are Debian 12 packages (packaging/setup.sh lists them).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
pkg_check_modules(HWY REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(HWLOC REQUIRED IMPORTED_TARGET hwloc)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
if(HEADROOM_ONEDNN)
    # Debian's package configuration asks for OpenCL, which only the library's GPU part needs.
    find_path(DNNL_INCLUDE_DIR dnnl.hpp REQUIRED)
    find_library(DNNL_LIBRARY dnnl REQUIRED)
    find_package(OpenMP REQUIRED COMPONENTS CXX) # the library's threads, which it must not start
endif()
if(HEADROOM_APP)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg PrintSupport Concurrent LinguistTools)
    find_package(QCustomPlotQt6 REQUIRED CONFIG) # after Qt's Widgets and PrintSupport: it does not look for them itself
endif()
if(HEADROOM_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
