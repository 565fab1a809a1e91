#include "detente/app/cli.hpp"

int main(int argc, char** argv) { return detente::app::run(argc, argv); }
